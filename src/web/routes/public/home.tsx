import { EyeOff, Handshake, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { pageMeta } from '../../components/chrome/page-meta.ts'
import { RangeFigure } from '../../components/public/range-figure.tsx'
import { WorkedExample } from '../../components/public/worked-example.tsx'
import { paths } from '../../paths.ts'
import { LinkButton } from '../../ui/button.tsx'

export const meta = () =>
  pageMeta(
    'Settle by sealed numbers',
    'Two sides of a legal dispute each seal a number. If the numbers meet, there is a deal; if not, neither side learns the other’s.',
  )

export default function Home() {
  return (
    <>
      <Hero />
      <ThreeSteps />
      <InsteadOfADay />
      <Sealed />
      <FirstThere />
      <Begin />
    </>
  )
}

function Actions() {
  return (
    <div className="flex flex-wrap gap-3">
      <LinkButton to={paths.signUp()} look="primary">
        Open a free account
      </LinkButton>
      <LinkButton to={paths.practice()}>Try a practice matter</LinkButton>
    </div>
  )
}

function Hero() {
  return (
    <div className="wrap grid items-center gap-12 py-12 lg:grid-cols-[1.1fr_1fr] lg:py-24">
      <div className="flex flex-col gap-6">
        <h1 className="text-3xl sm:text-4xl">Settle the case. Keep your number sealed.</h1>
        <p className="max-w-[34rem] text-lg text-muted">
          The plaintiff seals the least it will accept, the defendant the most it will pay. If the two meet,
          there is a deal. If they do not, neither side learns anything but that there is, so far, no deal.
        </p>
        <Actions />
      </div>
      <figure className="rounded-lg border border-line bg-surface px-2 py-4 sm:p-6">
        <RangeFigure />
      </figure>
    </div>
  )
}

const steps = [
  {
    title: 'Terms',
    time: 'no clock',
    text: 'Agree on everything but money: approve the same settlement agreement, or both choose to skip. Then each side accepts the rules and confirms its client’s authority.',
  },
  {
    title: 'Opening',
    time: '48 hours',
    text: 'Each side seals a number, and may change or withdraw it. Nothing is compared until the 48 hours end; then the two are compared once.',
  },
  {
    title: 'Adjustment',
    time: 'until day 30',
    text: 'Either side may move at any time, and every move is compared at once. The side that got to the deal first earns a bonus of 5%.',
  },
]

function ThreeSteps() {
  return (
    <section className="border-y border-line bg-surface">
      <div className="wrap flex flex-col gap-8 py-12 lg:py-16">
        <h2 className="text-2xl">Three steps, from anywhere</h2>
        <ol className="grid gap-8 md:grid-cols-3">
          {steps.map(({ title, time, text }, position) => (
            <li key={title} className="flex flex-col gap-2 border-t-2 border-accent pt-4">
              <span className="flex items-baseline justify-between gap-3">
                <h3 className="text-xl">
                  <span aria-hidden="true" className="mr-2 text-accent">
                    {position + 1}
                  </span>
                  {title}
                </h3>
                <span className="text-sm text-muted">{time}</span>
              </span>
              <p>{text}</p>
            </li>
          ))}
        </ol>
        <p>
          <Link to={paths.howItWorks()} className="link">
            How it works, exactly, with worked examples
          </Link>
        </p>
      </div>
    </section>
  )
}

const contrasts = [
  {
    day: 'The first figure on the table pulls every later one toward it.',
    here: 'No figure is ever on the table. Neither number is shown, so neither can pull.',
  },
  {
    day: 'Each side holds its real number back, because what it shows cannot be taken back.',
    here: 'A number that does not meet the other’s is not seen, and can be changed or withdrawn.',
  },
  {
    day: 'Everybody keeps one day free, months ahead, and waits in separate rooms for most of it.',
    here: 'Each side acts when it is ready, within 48 hours and then within 30 days, from its own desk.',
  },
  {
    day: 'A day without a deal leaves both sides knowing how far the other would have gone.',
    here: 'A session without a deal leaves both sides knowing only that there was none.',
  },
]

function InsteadOfADay() {
  return (
    <section className="wrap grid gap-8 py-12 lg:grid-cols-[1fr_2fr] lg:py-16">
      <div className="flex flex-col gap-4">
        <h2 className="text-2xl">In place of the mediation day</h2>
        <p className="text-muted">
          Where only the amount stands between two sides, a day of going back and forth between rooms is a
          slow way to find out whether two numbers overlap. Where people need to be heard, or terms to be
          invented, a mediator is still the right call.
        </p>
      </div>
      <div>
        <table className="block w-full text-left sm:table">
          <thead className="sr-only sm:not-sr-only sm:table-header-group">
            <tr>
              <th scope="col" className="w-1/2 pr-6 pb-2 font-medium text-muted">
                On the day
              </th>
              <th scope="col" className="pb-2 font-medium text-accent">
                Here
              </th>
            </tr>
          </thead>
          <tbody className="block sm:table-row-group">
            {contrasts.map(({ day, here }) => (
              <tr key={day} className="block border-t border-line py-4 sm:table-row sm:py-0">
                <td className="block align-top text-muted sm:table-cell sm:py-4 sm:pr-6">
                  <PhoneLabel>On the day</PhoneLabel>
                  {day}
                </td>
                <td className="block pt-3 align-top sm:table-cell sm:py-4">
                  <PhoneLabel>Here</PhoneLabel>
                  {here}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** On a phone the columns stand below each other, and each cell says which it belongs to. */
function PhoneLabel({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="block text-sm font-medium text-accent sm:hidden">
      {children}
    </span>
  )
}

function Sealed() {
  return (
    <section className="border-y border-line bg-surface">
      <div className="wrap grid gap-8 py-12 md:grid-cols-3 lg:py-16">
        <h2 className="text-2xl md:col-span-3">What the other side learns</h2>
        <Point icon={<Lock />} title="Never: your number">
          It is sealed in your browser before it is sent. What the pages and the database handle is the sealed
          form; only the matcher opens it, to compare it.
        </Point>
        <Point icon={<EyeOff />} title="Never: what you did with it">
          Whether you entered a number, changed it or withdrew it, when, and how often, is shown to your side
          alone.
        </Point>
        <Point icon={<Handshake />} title="At a deal: the deal">
          The deal number, the bonus and whose it is, and the amount to be paid. Not whether the numbers were
          equal or overlapped, nor by how much.
        </Point>
        <p className="md:col-span-3">
          <Link to={paths.whoSeesWhat()} className="link">
            Who sees what, line by line
          </Link>
        </p>
      </div>
    </section>
  )
}

function Point({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <span aria-hidden="true" className="text-accent [&_svg]:size-6">
        {icon}
      </span>
      <h3 className="text-lg">{title}</h3>
      <p className="text-muted">{children}</p>
    </div>
  )
}

function FirstThere() {
  return (
    <section className="wrap grid items-start gap-8 py-12 lg:grid-cols-2 lg:gap-12 lg:py-16">
      <div className="flex flex-col gap-4">
        <h2 className="text-2xl">A reason to get there first</h2>
        <p>
          Waiting for the other side to move is how cases drift. So a deal made in adjustment pays 5% of the
          deal number to the side that was there first, out of the pocket of the side whose move made the
          deal.
        </p>
        <p className="text-muted">
          Before you seal a number, the form shows the figure that can bind you, bonus included, and asks you
          to confirm your client’s authority for that figure.
        </p>
      </div>
      <WorkedExample
        title="An example"
        story="The plaintiff’s demand has stood at $100,000 since opening. In the second week the defendant moves up to $100,000."
        lines={[
          { term: 'Deal number', detail: '$100,000' },
          { term: 'Bonus, to the plaintiff, who was there first', detail: '$5,000' },
          { term: 'Settlement amount', detail: '$105,000', total: true },
        ]}
      />
    </section>
  )
}

function Begin() {
  return (
    <section className="wrap">
      <div className="flex flex-col gap-4 rounded-lg border border-line bg-accent-wash p-6 sm:p-8">
        <h2 className="text-2xl">Begin with a practice matter</h2>
        <p className="max-w-(--container-prose)">
          The program plays the other side with a hidden number, and you move the clock on with a button. It
          runs the same code as a real matter, and takes a few minutes.
        </p>
        <Actions />
      </div>
    </section>
  )
}
