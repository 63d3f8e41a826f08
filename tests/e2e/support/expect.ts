import { expect as playwrightExpect } from '@playwright/test'

/** Waits for what a page comes to show. The limit only ends what never comes; no test asks how long something took. */
export const expect = playwrightExpect.configure({ timeout: 60_000 })
