import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { start } from '../start.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people.ts'
import { seedDemo } from './seed-demo.ts'

const folder = await mkdtemp(join(tmpdir(), 'backchannel-demo-'))

// The database's own user has to get through to its part of the folder.
await chmod(folder, 0o711)

await start(
  {
    development: false,
    async prepare({ ctx }) {
      await seedDemo(ctx)
      const lines = Object.values(DEMO_PEOPLE).map(({ name, email }) => `  ${email}  (${name})`)
      console.log(
        [
          'A demonstration on a throw-away folder: all is gone when it stops.',
          'Two lawyers on opposite sides, with a matter in every state. Sign in, in two browsers, as',
          ...lines,
          `  password: ${DEMO_PASSWORD}`,
        ].join('\n'),
      )
    },
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  },
  // Nothing of it leaves this machine, whatever the environment says.
  {
    DATA_FOLDER: folder,
    DATABASE_URL: '',
    SMTP_URL: '',
    HOST: '127.0.0.1',
    PUBLIC_URL: '',
    KEY_FOLDER: '',
    MATCHER_SOCKET: '',
    MATCHER_ADDRESSES: '',
    OPERATIONS_PORT: '',
    OTEL_EXPORTER_OTLP_ENDPOINT: '',
    FILES_FOLDER: '',
    FILES_S3_ENDPOINT: '',
    FILES_S3_BUCKET: '',
    FILES_S3_REGION: '',
    FILES_S3_ACCESS_KEY_ID: '',
    FILES_S3_SECRET_ACCESS_KEY: '',
  },
)
