/**
 * A form that a device answers: <form data-controller="passkey" data-passkey-does="make" (or "use")
 * data-passkey-ask="where the question comes from"> with an input "answer" and a part "words". What
 * it says lies in data-passkey-cancelled, -unable and -known.
 */
import { request } from "../../lib/http";
import { Controller } from "../../lib/registry";

type Described = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
type Question = {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  allowCredentials?: Described[];
  excludeCredentials?: Described[];
};

export class Passkey extends Controller<HTMLFormElement> {
  connect(): void {
    this.on(this.element, "submit", (event) => {
      if (this.answer?.value) return;
      event.preventDefault();
      void this.ask();
    });
    // A page that comes back from the browser's store asks anew.
    this.on(window, "pageshow", () => this.answer && (this.answer.value = ""));
  }

  private get answer(): HTMLInputElement | null {
    return this.element.querySelector<HTMLInputElement>("input[name=answer]");
  }

  private async ask(): Promise<void> {
    const words = this.element.dataset;
    if (!("PublicKeyCredential" in window)) return this.say(words.passkeyUnable);
    this.say("");
    this.lock(true);
    try {
      const question = await request<Question>("POST", words.passkeyAsk ?? "");
      const made = await (words.passkeyDoes === "make" ? make(question) : use(question));
      if (this.answer) this.answer.value = JSON.stringify(made);
      this.lock(false);
      this.element.requestSubmit();
    } catch (error) {
      this.lock(false);
      this.say(this.reason(error));
    }
  }

  private reason(error: unknown): string | undefined {
    const words = this.element.dataset;
    const name = error instanceof Error ? error.name : "";
    if (name === "InvalidStateError") return words.passkeyKnown;
    return name === "SecurityError" ? words.passkeyUnable : words.passkeyCancelled;
  }

  private lock(isBusy: boolean): void {
    const button = this.element.querySelector("button");
    if (button) button.disabled = isBusy;
  }

  private say(words: string | undefined): void {
    const place = this.part("words");
    if (place) place.textContent = words ?? "";
  }
}

async function make(question: Question): Promise<unknown> {
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    user: { ...question.user, id: bytes(question.user.id) },
    excludeCredentials: described(question.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return shown(made, {
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function use(question: Question): Promise<unknown> {
  const publicKey = {
    ...question,
    challenge: bytes(question.challenge),
    allowCredentials: described(question.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const proved = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = proved.response as AuthenticatorAssertionResponse;
  return shown(proved, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

/** The answer in the shape that the level 3 draft calls JSON; not every browser makes it itself. */
function shown(credential: PublicKeyCredential, response: object): unknown {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...response },
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

function described(known: Described[] = []): PublicKeyCredentialDescriptor[] {
  return known.map((one) => ({ ...one, id: bytes(one.id) as BufferSource }));
}

function bytes(value: string): Uint8Array {
  const plain = atob(value.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(value: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(value));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
