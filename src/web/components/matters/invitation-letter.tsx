import type { InvitationPreview } from '../../../contract/invitations.ts'

/** The invitation as its reader will have it, made by the function that makes the mail. Its button leads nowhere here. */
export function InvitationLetter({ letter }: { readonly letter: InvitationPreview }) {
  const { to, subject, heading, paragraphs, quote, facts = [], actionLabel, footnotes = [] } = letter
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm text-muted">
        The mail as it will be sent. The link in it is made when it goes, and only its reader sees it.
      </figcaption>
      <div className="overflow-hidden rounded-lg border border-edge bg-surface">
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-3 text-sm sm:px-6">
          <dt className="text-muted">To</dt>
          <dd className="min-w-0 break-words">
            {to.name} &lt;{to.email}&gt;
          </dd>
          <dt className="text-muted">Subject</dt>
          <dd className="min-w-0 font-medium break-words">{subject}</dd>
        </dl>
        <div className="flex max-w-(--container-form) flex-col gap-4 p-4 sm:p-6">
          <p className="font-serif text-xl leading-snug font-semibold">{heading}</p>
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {quote !== undefined && (
            <blockquote className="border-l-[3px] border-accent pl-4">
              <p className="whitespace-pre-line">{quote.text}</p>
              <p className="mt-1 text-sm text-muted">{quote.from}</p>
            </blockquote>
          )}
          {facts.length > 0 && (
            <dl className="flex flex-col gap-1">
              {facts.map(({ label, value }) => (
                <div key={label} className="flex flex-wrap gap-x-2">
                  <dt className="text-muted">{label}:</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          )}
          {actionLabel !== null && (
            <p>
              <span className="inline-block rounded-sm bg-accent px-4 py-2 font-medium text-on-accent">
                {actionLabel}
              </span>
            </p>
          )}
          {footnotes.map((footnote) => (
            <p key={footnote} className="text-sm text-muted">
              {footnote}
            </p>
          ))}
        </div>
      </div>
    </figure>
  )
}
