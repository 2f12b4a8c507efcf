{{- define "safelight.labels" -}}
app.kubernetes.io/name: safelight
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "safelight.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "safelight.pod" -}}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  fsGroup: 10001
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: uploads
    persistentVolumeClaim:
      claimName: {{ .Values.uploads.existingClaim | default (printf "%s-uploads" .Release.Name) }}
  - name: var
    emptyDir: {}
  - name: tmp
    emptyDir: {}
{{- end }}

{{- define "safelight.container" -}}
image: {{ include "safelight.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
envFrom:
  - configMapRef:
      name: {{ .Release.Name }}
  - secretRef:
      name: {{ .Values.existingSecret }}
volumeMounts:
  - name: uploads
    mountPath: /srv/uploads
  - name: var
    mountPath: /srv/var
  - name: tmp
    mountPath: /tmp
{{- end }}
