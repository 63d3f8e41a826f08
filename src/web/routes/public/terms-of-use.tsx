import { Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article, type ArticlePart } from '../../components/public/article.tsx'
import { paths } from '../../paths.ts'

export const meta = () =>
  pageMeta('Terms of use', 'What you and the operator of this service may expect of each other.')

export default function TermsOfUse() {
  return (
    <Article
      title="Terms of use"
      numbered
      lead={
        <>
          <p>What you and the operator of this service may expect of each other.</p>
          <p className="text-base">
            Version of November 22, 2026. What binds the two sides of a matter to each other is{' '}
            <Link to={paths.rules()} className="link">
              the rules
            </Link>
            , which they accept separately.
          </p>
        </>
      }
      parts={parts}
    />
  )
}

const parts: readonly ArticlePart[] = [
  {
    id: 'service',
    title: 'What the service does',
    body: (
      <>
        <p>
          Backchannel lets two sides of a legal dispute settle terms, enter sealed numbers, and learn whether
          the numbers meet. By opening an account you agree to these terms with the person or firm that
          operates this site (“we”).
        </p>
        <p>
          We give no legal advice, act for neither side, take no view on what a matter is worth, hold no money
          and make no payments. Opening an account is free, and nothing on the service is charged for today.
        </p>
      </>
    ),
  },
  {
    id: 'account',
    title: 'Your account',
    body: (
      <ul>
        <li>You say truthfully who you are, what you are in a dispute, and for whom you act.</li>
        <li>
          An account is for one person. You keep your password and other means of signing in to yourself.
        </li>
        <li>
          Tell us at once if somebody else may have used your account, and change your password: that ends
          other sign-ins.
        </li>
      </ul>
    ),
  },
  {
    id: 'authority',
    title: 'Authority',
    body: (
      <p>
        You enter a number, approve terms or accept the rules only if you are authorized to bind the party you
        act for. A match is a deal at once. We do not check authority and are not answerable for the want of
        it.
      </p>
    ),
  },
  {
    id: 'both-sides',
    title: 'Nobody on both sides',
    body: (
      <>
        <p>
          You must not hold, directly or through another, seats on both sides of a matter, and must not try to
          learn the other side’s number in any way but by the rules.
        </p>
        <p>
          We refuse both seats to the same account, the same organization, and the same verified mail domain
          unless it is a public mail provider’s. More cannot be detected: a person who uses another’s name and
          address, or two firms that act together, would not be noticed by the service.
        </p>
      </>
    ),
  },
  {
    id: 'content',
    title: 'What you put in',
    body: (
      <>
        <p>
          Documents, messages and descriptions remain yours. You let us store them and show them to the people
          of the matter, as <Link to={paths.whoSeesWhat()}>who sees what</Link> says. You put in only what you
          may share with the other side.
        </p>
        <p>
          You do not upload malware, overload or probe the service, or use it for anything but settling real
          disputes and practicing to do so.
        </p>
      </>
    ),
  },
  {
    id: 'availability',
    title: 'Availability and deadlines',
    body: (
      <p>
        The service can be unavailable. Windows are not extended for that; what was due is done first when it
        returns. A session stops or extends no deadline of any law, court order or policy of insurance, and
        you remain responsible for all of those.
      </p>
    ),
  },
  {
    id: 'promises',
    title: 'What we promise of secrecy, and what not',
    body: (
      <p>
        We promise what <Link to={paths.whoSeesWhat()}>who sees what</Link> says, and no more. In particular,
        we do not promise that a malicious operator could not serve a page, or run a matcher, that leaks.
      </p>
    ),
  },
  {
    id: 'liability',
    title: 'Liability',
    body: (
      <p>
        As far as the law allows, the service is provided as it is, without warranties beyond what these terms
        say, and we are not liable for indirect loss or for what a matter would have been settled for
        otherwise. Nothing here limits liability that the law does not let us limit.
      </p>
    ),
  },
  {
    id: 'end',
    title: 'Ending, and changes',
    body: (
      <p>
        You may stop using the service at any time; a deal that was made remains. We may close an account that
        breaks these terms. If we change these terms we put a new version here with its date; a session goes
        by the rules that both its sides accepted.
      </p>
    ),
  },
]
