import { Link } from 'react-router'
import { rulesText } from '../../../contract/rules-text.ts'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { Article } from '../../components/public/article.tsx'
import { RulesSectionText } from '../../components/public/rules-section-text.tsx'
import { paths } from '../../paths.ts'

export const meta = () =>
  pageMeta('The rules', 'The text that both sides accept before a session, with the confidentiality clause.')

export default function Rules() {
  return (
    <Article
      title="The rules of a session"
      numbered
      lead={
        <>
          <p>
            This is the text that each side accepts before numbers are entered. The version that was accepted
            is kept with the matter.
          </p>
          <p className="text-base">
            Version {rulesText.version}. For the same in plain words, with examples, see{' '}
            <Link to={paths.howItWorks()} className="link">
              how it works
            </Link>
            .
          </p>
        </>
      }
      parts={rulesText.sections.map((section, position) => ({
        id: section.id,
        title: section.title,
        body: <RulesSectionText section={section} position={position} />,
      }))}
    />
  )
}
