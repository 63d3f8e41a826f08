import type { TestProject } from 'vitest/node'
import { buildPages } from '../../../src/server/build-pages.ts'
import { unpackChromium } from '../../support/chromium.ts'
import { startTestCluster } from '../../support/cluster.ts'

/** One database server for all files of browser tests; the pages and the browser are made ready once. */
export default async function setup(project: TestProject) {
  await buildPages({ PATH: process.env.PATH ?? '' }, (line) => console.log(line))
  await unpackChromium()
  const cluster = await startTestCluster()
  project.provide('clusterUrl', cluster.ownerUrl)
  return () => cluster.stop()
}
