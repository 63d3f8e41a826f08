import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'

export default function Home() {
  return (
    <div className="wrap py-12">
      <h1 className="text-4xl">Settle the number. Keep yours sealed.</h1>
      <LinkButton to={paths.signUp()} look="primary">
        Open a free account
      </LinkButton>
    </div>
  )
}
