import { bindContext } from '../bind-context.ts'
import type { Context } from '../context.ts'
import { createMatter } from './create-matter.ts'
import { handOverLead } from './hand-over-lead.ts'
import { listMatters } from './list-matters.ts'
import { readPeople } from './read-people.ts'
import { removePerson } from './remove-person.ts'
import { switchMemberReveal } from './switch-member-reveal.ts'

export function matterServices(ctx: Context) {
  return bindContext(ctx, {
    createMatter,
    handOverLead,
    listMatters,
    readPeople,
    removePerson,
    switchMemberReveal,
  })
}
