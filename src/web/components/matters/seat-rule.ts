/** The rule on who may hold a seat. Both people are told it, and never which part of it stood against one of them. */
export const seatRule =
  'The two seats of a matter cannot be held by the same account, by one firm or company, or by people of one organization’s mail domain.'
