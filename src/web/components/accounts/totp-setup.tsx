import { encode } from 'uqr'
import { CopyButton } from '../../ui/copy-button.tsx'

/** The secret of an authenticator app, to be scanned or typed in. `uri` is the `otpauth:` address that holds it. */
export function TotpSetup({ uri }: { readonly uri: string }) {
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <div className="flex flex-col gap-4">
      <QrCode text={uri} label="QR code that holds the key below" />
      <div className="flex flex-col gap-2">
        <p>Or type this key into the app:</p>
        <code className="text-lg break-words">{secret.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyButton text={secret}>Copy the key</CopyButton>
      </div>
      <p>
        <a href={uri} className="link">
          Open the app on this device
        </a>
      </p>
    </div>
  )
}

/** Dark on light in either theme: not every camera reads it the other way round. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: 2 })
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-[15rem] rounded-sm border border-line bg-[#fff]"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}
