import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["node_modules", "fixtures", "*.mjs", "*.config.*"] },
  ...tseslint.configs.strict,
  {
    rules: {
      "max-lines": ["error", { max: 150, skipBlankLines: false, skipComments: false }],
      complexity: ["error", 10],
      "max-lines-per-function": ["error", { max: 60 }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["tests/**"],
    rules: { "max-lines-per-function": "off", "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
