import type { Config } from '@react-router/dev/config'

export default {
  appDirectory: 'src/web',
  buildDirectory: 'build',
  ssr: true,
  // The whole manifest is small and every page is one of ours: discovering it lazily would cost round trips
  // on a phone and an extra endpoint that lists the product's routes by path.
  routeDiscovery: { mode: 'initial' },
} satisfies Config
