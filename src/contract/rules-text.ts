/**
 * The rules that each side accepts before a session, word for word. An accepted version is kept for good, so a published
 * text is never edited: a change gets a new version (the test beside this file holds the fingerprint of each).
 *
 * A clause is numbered by its place (section 3, clause 2 is "3.2"); inside it a list is lettered (a), (b), (c).
 */
export interface RulesClause {
  readonly text: string
  readonly list?: readonly string[]
}

export interface RulesSection {
  /** Anchor of the section on the page. */
  readonly id: string
  readonly title: string
  readonly clauses: readonly RulesClause[]
}

export interface RulesText {
  /** The day on which this text took effect. */
  readonly version: string
  readonly sections: readonly RulesSection[]
}

export const rulesText: RulesText = {
  version: '2026-11-22',
  sections: [
    {
      id: 'words',
      title: 'These rules and their words',
      clauses: [
        {
          text: 'These rules govern one settlement session between the two sides of one legal dispute on Backchannel (the “service”). They bind the two sides to each other once each side’s lead has accepted this version for the same session.',
        },
        {
          text: 'In these rules:',
          list: [
            'the “matter” is the dispute as described on the service: its caption, court or forum, case number if any, claims and currency;',
            'the “plaintiff side” states a “demand”, the least it accepts; the “defendant side” states an “offer”, the most it pays. The screens may call them claimant and respondent;',
            'a “number” is a demand or an offer, in the matter’s currency, from 100 to 1,000,000,000,000 of its smallest units (in United States dollars, from $1.00 to $10,000,000,000.00);',
            'a “standing number” is the number a side last entered and has not withdrawn;',
            'the “deal number” is the number at which the two sides match, and the “settlement amount” is what is paid: the deal number, plus or minus the bonus of section 7;',
            'the “lead” is the person who decides for a side on the service;',
            'a side’s “client” is the party or parties for which the side acts, or the side itself where it acts without counsel.',
          ],
        },
        {
          text: 'A day is 24 hours. Every period includes its first instant and excludes its last. Times are those of the service’s one clock, read in whole milliseconds.',
        },
      ],
    },
    {
      id: 'authority',
      title: 'Who takes part, and with what authority',
      clauses: [
        {
          text: 'Only a side’s lead may approve or skip terms, accept these rules, propose or accept a start, enter or withdraw a number, switch “keep running”, and end the session.',
        },
        {
          text: 'By accepting these rules the lead confirms, for the side and to the other side, that the client has authorized the lead to take part in the session and to bind the client to a deal made under these rules.',
        },
        {
          text: 'With each number the lead confirms that the client’s authority to settle reaches the figure that can bind, which the form shows before the number is sealed (section 7).',
        },
        {
          text: 'Nobody may act, directly or through another, for both sides. The service refuses both seats to the same account, to the same organization, and to the same verified mail domain unless it is a public mail provider’s. It can detect no more than that.',
        },
      ],
    },
    {
      id: 'terms',
      title: 'Step 1: terms other than money',
      clauses: [
        {
          text: 'Before any number is entered, the sides settle what is negotiated besides money in one of two ways:',
          list: [
            'both sides approve the same version of the same settlement agreement or memorandum of understanding, identified by its SHA-256 fingerprint; or',
            'both sides choose to skip this. One side’s wish to skip is not enough.',
          ],
        },
        {
          text: 'If both sides skip, what is settled by a deal is: the claims described in the matter, released for the amount, long form to follow.',
        },
        {
          text: 'Then each side accepts these rules and confirms its client’s authority to settle. No clock runs in this step. A new version of a document, a withdrawn approval or a withdrawn skip undoes what depends on it.',
        },
        {
          text: 'Either side may propose a start later than the earliest possible one. Only a later start that both sides chose counts, and an unanswered proposal delays nothing.',
        },
        {
          text: 'The terms are frozen from the instant at which opening starts.',
        },
      ],
    },
    {
      id: 'opening',
      title: 'Step 2: opening',
      clauses: [
        {
          text: 'Opening starts at the instant at which the last condition of step 1 is met, or at the agreed later start if that is later. It lasts 48 hours.',
        },
        {
          text: 'During opening each side may enter, change and withdraw its number. Nothing is compared.',
        },
        {
          text: 'At the end of the 48 hours the standing numbers are compared, once. A deal made then bears that instant, however late it is processed, and carries no bonus.',
        },
      ],
    },
    {
      id: 'adjustment',
      title: 'Step 3: adjustment',
      clauses: [
        {
          text: 'Without a deal, adjustment follows opening and lasts until 30 days after opening started. Numbers that stood at the end of opening go on standing.',
        },
        {
          text: 'During adjustment either side may enter, change or withdraw its number at any time. Every accepted entry or change is compared at once with the other side’s standing number.',
        },
        {
          text: 'If there is no deal 30 days after opening started, the session ends without a deal, unless it keeps running.',
        },
        {
          text: 'Keep running: each side has a switch, which both sides see. If both switches are on at the instant of the end, having been set before it, adjustment goes on for another 30 days with the standing numbers as they are. The switches stay on, and the same applies at each later end. Switching off means only that there is no further extension.',
        },
      ],
    },
    {
      id: 'deal',
      title: 'When there is a deal, and at what number',
      clauses: [
        {
          text: 'There is no deal while the offer is lower than the demand, or while a number is missing. Then neither side learns anything from the service but that there is, so far, no deal.',
        },
        { text: 'If the offer equals the demand, that number is the deal number.' },
        {
          text: 'If the offer is higher than the demand, the deal number is drawn at random, each possibility being equally likely, from the whole units of the currency (in dollars, whole dollars) from the demand to the offer, both included. If there is no whole unit among them, it is drawn in the same way from the smallest units (in dollars, cents). It never lies below the demand or above the offer.',
        },
        {
          text: 'A match is a deal: at once, finally and unchangeably. There is at most one deal in a session, and after a deal there is no further session on the matter.',
        },
        {
          text: 'Both sides are told the deal number, the bonus and to which side it goes, and the settlement amount. Nobody is told whether the numbers were equal or overlapped, how far they overlapped, or anything more about the draw, and neither side is told the other’s number.',
        },
      ],
    },
    {
      id: 'bonus',
      title: 'The bonus',
      clauses: [
        {
          text: 'Only a deal made in adjustment carries a bonus. It is 5% of the deal number, rounded down to the smallest unit of the currency (in dollars, to the cent).',
        },
        {
          text: 'The bonus goes to the side that got to the deal number first: the side whose entry did not make the deal. If both standing numbers were entered at the same instant, there is no bonus. A number carried over from opening counts from the time at which it was entered.',
        },
        {
          text: 'If the defendant side was there first, the settlement amount is the deal number less the bonus. If the plaintiff side was there first, it is the deal number plus the bonus.',
        },
        {
          text: 'The bonus may take the settlement amount past the number of the side whose entry makes the deal. It is not capped, because a cap would reveal that side’s number. The figure that can bind a side is therefore:',
          list: [
            'for a number entered in opening: the number itself;',
            'for an entry in adjustment that makes the deal at once: for the defendant side, the number plus 5% of it; for the plaintiff side, the number less 5% of it (the 5% being rounded down as above);',
            'for a number entered in adjustment, once it stands: the number itself.',
          ],
        },
        {
          text: 'Each entry names the step for which its figure was confirmed. If it arrives in another step it is refused, and the form shows the new figure.',
        },
      ],
    },
    {
      id: 'changes',
      title: 'Changing and withdrawing a number',
      clauses: [
        {
          text: 'A side may raise or lower its number. No direction is forbidden, and the other side is not told that a number was entered, changed or withdrawn, or when, or how often.',
        },
        {
          text: 'To blunt probing by small steps, each side has at most 10 accepted entries in any 24 hours, counted across all sessions of the matter. A further entry is refused with the time at which the next one is possible. Withdrawing does not count. The limit depends on nothing that the other side does.',
        },
        {
          text: 'When a side’s lead changes, that side’s standing number becomes void, without the other side being told so.',
        },
        { text: 'A refused entry or withdrawal changes nothing.' },
      ],
    },
    {
      id: 'ending',
      title: 'Ending without a deal',
      clauses: [
        {
          text: 'Either side may end the session at any time before a deal. It may give a reason, which the other side sees.',
        },
        {
          text: 'Every ending of a session, with or without a deal, ends the standing of both numbers. Neither carries over into anything later.',
        },
        {
          text: 'After an ending without a deal either side may propose a new session on the matter. The last terms are offered as a draft; nothing else carries over.',
        },
      ],
    },
    {
      id: 'binding',
      title: 'Intent to be bound',
      clauses: [
        {
          text: 'Each side intends, on its client’s authority, that a deal made under these rules is a binding and enforceable agreement to settle the matter for the settlement amount from the instant at which it is made:',
          list: [
            'where both sides approved a document, on the terms of the approved version, into which the settlement amount is to be read as the amount to be paid;',
            'where both sides skipped, on these terms: the claims described in the matter, released for the amount, long form to follow.',
          ],
        },
        {
          text: 'Where a long form is to follow, both sides will prepare and sign it promptly and in good faith. It will not change the settlement amount, and the deal does not depend on it.',
        },
        {
          text: 'Each side agrees to act electronically. Approving a version, skipping, accepting these rules and entering a number are acts by which a side means to be bound, and the service’s record of the deal may be used to prove and to enforce it.',
        },
        {
          text: 'Approvals that the law requires of a court or of another person remain required.',
        },
      ],
    },
    {
      id: 'confidentiality',
      title: 'Confidentiality and settlement communications',
      clauses: [
        {
          text: 'Both sides intend everything that is communicated in a session to be settlement communications under Federal Rule of Evidence 408 and its state counterparts and under this section. That covers the numbers, whether a number was or was not entered, drafts, comments, messages, files shared on the service for the session, and that a session ended without a deal.',
        },
        {
          text: 'Each side will keep these communications confidential and will not offer them in evidence or use them in any proceeding to prove or disprove the validity or the amount of a disputed claim, or to impeach.',
        },
        {
          text: 'This does not prevent a side from:',
          list: [
            'telling its client, its client’s insurers, and advisers who need to know and who keep it confidential;',
            'disclosing what a law, a court or a regulator requires, after giving the other side notice where that is lawful;',
            'proving or enforcing a deal, or its terms.',
          ],
        },
        {
          text: 'What is otherwise discoverable or admissible does not cease to be so because it was shared in a session.',
        },
        {
          text: 'Whether a court gives these communications protection is for the law that applies and for that court. The service promises no particular result.',
        },
      ],
    },
    {
      id: 'not',
      title: 'What a session is not',
      clauses: [
        {
          text: 'The service gives no legal advice, acts for neither side, and takes no view on what a matter is worth.',
        },
        {
          text: 'A number is not a statutory offer. Entering, changing, withdrawing or not entering one is not an offer of judgment, an offer to compromise (such as under section 998 of the California Code of Civil Procedure), a policy-limits demand or another time-limited demand, nor an answer to any of these, and has none of their effects.',
        },
        {
          text: 'A session stops or extends no time limit of any law, rule, court order or policy of insurance.',
        },
        {
          text: 'The service holds no money in escrow and makes no payments. The settlement amount is paid between the sides as their terms say.',
        },
      ],
    },
    {
      id: 'interruptions',
      title: 'Interruptions',
      clauses: [
        {
          text: 'No window is extended because the service, a connection or a device was unavailable. What was due is done in the order in which it was due, before anything that comes later.',
        },
        {
          text: 'If the service cannot tell at once whether a number was accepted, it says so, and finds out under the same entry: a number is never accepted twice, and a deal is never made twice.',
        },
      ],
    },
  ],
}

/** "3.2" for the second clause of the third section; both counted from 0. */
export function clauseNumber(section: number, clause: number): string {
  return `${section + 1}.${clause + 1}`
}
