import type { AccountsTables } from '../accounts/tables.ts'
import type { MailTables } from '../mail/tables.ts'
import type { MattersTables } from '../matters/tables.ts'
import type { NotificationsTables } from '../notifications/tables.ts'
import type { SessionsTables } from '../sessions/tables.ts'

/** Every table the web server's role reaches, as the areas that own them describe them. */
export type Database = AccountsTables & MailTables & MattersTables & NotificationsTables & SessionsTables
