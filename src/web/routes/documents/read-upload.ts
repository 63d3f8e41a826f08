export type UploadedFile = { readonly name: string; readonly bytes: Buffer }

/**
 * A file of a submitted form; null where none was chosen (browsers then send one without name and bytes). How large a
 * request may be, and with it a file, is bounded before a form is read.
 */
export async function readUpload(value: FormDataEntryValue | null): Promise<UploadedFile | null> {
  if (!(value instanceof File) || (value.name === '' && value.size === 0)) return null
  return { name: value.name, bytes: Buffer.from(await value.arrayBuffer()) }
}

/** All files of a field in which several may be chosen. */
export async function readUploads(values: readonly FormDataEntryValue[]): Promise<readonly UploadedFile[]> {
  const files = await Promise.all(values.map(readUpload))
  return files.filter((file) => file !== null)
}
