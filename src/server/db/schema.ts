import type { AccountsTables } from '../accounts/tables.ts'
import type { DocumentsTables } from '../documents/tables.ts'
import type { MailTables } from '../mail/tables.ts'
import type { MattersTables } from '../matters/tables.ts'
import type { MessagesTables } from '../messages/tables.ts'
import type { NotificationsTables } from '../notifications/tables.ts'
import type { SessionsTables } from '../sessions/tables.ts'
import type { TermsTables } from '../terms/tables.ts'

/** Every table the web server's role reaches, as the areas that own them describe them. */
export type Database = TermsTables &
  MessagesTables &
  DocumentsTables &
  AccountsTables &
  MailTables &
  MattersTables &
  NotificationsTables &
  SessionsTables
