/** Names the setting at fault and what it has to be. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}
