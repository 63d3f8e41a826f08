/** Where something was tried too often. It says the same for every address. */
export const refusedAttempts = 'Too many attempts. Wait a quarter of an hour and try again.'

export const wrongPassword = 'That is not your password.'
