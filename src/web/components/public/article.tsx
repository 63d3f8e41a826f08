import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'

export interface ArticlePart {
  /** Anchor of the part. */
  readonly id: string
  readonly title: string
  readonly body: ReactNode
}

export interface ArticleProps {
  readonly title: string
  readonly lead: ReactNode
  readonly parts: readonly ArticlePart[]
  /** Number the parts, so that they can be cited. */
  readonly numbered?: boolean
}

/** A long text with its contents beside it on wide screens and above it on others; printed without them. */
export function Article({ title, lead, parts, numbered = false }: ArticleProps) {
  return (
    <div className="wrap py-8 lg:py-12">
      <header className="flex max-w-(--container-prose) flex-col gap-4">
        <h1 className="text-3xl sm:text-4xl">{title}</h1>
        <div className="flex flex-col gap-3 text-lg text-muted">{lead}</div>
      </header>
      <div className="mt-8 grid gap-8 lg:mt-12 lg:grid-cols-[minmax(0,1fr)_15rem] lg:gap-16">
        <Contents parts={parts} numbered={numbered} />
        <div className="prose lg:order-first">
          {parts.map(({ id, title: heading, body }, position) => (
            <section key={id} id={id} className="scroll-mt-6 [&>*+*]:mt-4 [&:not(:first-child)]:mt-12">
              <h2>
                {numbered && <span className="mr-3 text-accent">{position + 1}</span>}
                {heading}
              </h2>
              {body}
            </section>
          ))}
        </div>
      </div>
    </div>
  )
}

type ContentsProps = Pick<ArticleProps, 'parts'> & { readonly numbered: boolean }

/** Folded on a phone, where a dozen lines would stand before the text. */
function Contents(props: ContentsProps) {
  return (
    <>
      <details className="rounded-lg border border-line px-4 lg:hidden print:hidden">
        <summary className="flex min-h-[44px] cursor-pointer list-none items-center justify-between gap-3 font-medium [&::-webkit-details-marker]:hidden">
          On this page
          <ChevronDown aria-hidden="true" className="size-4 text-muted [[open]>summary>&]:rotate-180" />
        </summary>
        <nav aria-label="On this page" className="pb-3">
          <ContentsList {...props} />
        </nav>
      </details>
      <nav
        aria-label="On this page"
        className="sticky top-6 hidden self-start border-l border-line py-1 pl-4 lg:block print:hidden"
      >
        <p aria-hidden="true" className="mb-1 text-sm font-medium text-muted">
          On this page
        </p>
        <ContentsList {...props} />
      </nav>
    </>
  )
}

function ContentsList({ parts, numbered }: ContentsProps) {
  return (
    <ol className="text-sm">
      {parts.map(({ id, title }, position) => (
        <li key={id}>
          <a
            href={`#${id}`}
            className="flex min-h-[44px] items-center gap-2 py-1 leading-tight hover:underline lg:min-h-9"
          >
            {numbered && <span className="w-5 shrink-0 text-accent">{position + 1}</span>}
            {title}
          </a>
        </li>
      ))}
    </ol>
  )
}
