import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countPieces, findPasswordProblem, normalizePassword } from './password-policy.ts'

const context = ['Dana Whitfield', 'dana.whitfield@whitfieldrowe.com', 'Whitfield & Rowe LLP']
const problem = (password: string) => findPasswordProblem(password, context)

describe('findPasswordProblem', () => {
  it.each([
    'purple lanterns drift north',
    'Kq7vXm2pRz9TfLw',
    'the heron waits by my canal at dusk',
    'ハチミツ色の夕方に歩くのが好きです',
    '%#)*&^(%$#&*(^%#',
    'Zwölf Boxkämpfer jagen Viktor',
    'd8f0a1c3-77be-4c1e-9f52-3b6d',
  ])('takes "%s"', (password) => {
    expect(problem(password)).toBeNull()
  })

  it.each([
    'passwordpassword',
    'Password12345678',
    'P@ssw0rd P@ssw0rd 1',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'xkcdxkcdxkcdxkcd',
    '123456789012345',
    'qwertyuiopasdfghjkl',
    '1qaz2wsx3edc4rfv',
    'zyxwvutsrqponmlk',
    'Summer2026Summer2026!',
    'correct horse battery staple',
    'The quick brown fox jumps over the lazy dog',
    'iloveyou iloveyou',
    'backchannel 2026!!',
    'B4ckch4nnel-B4ckch4nnel',
    'Dana Whitfield 1',
    'dana.whitfield@whitfieldrowe.com',
    'Whitfield Rowe LLP!',
    '...............',
    '                    ',
  ])('refuses "%s" as easily guessed', (password) => {
    expect(problem(password)).toBe('password-too-guessable')
  })

  it('counts characters as people do, not units of storage', () => {
    expect(problem('vexing zebra 🦓')).toBe('password-too-short')
    expect(problem('vexing zebras 🦓')).toBeNull()
    expect(problem('short one')).toBe('password-too-short')
  })

  it('takes up to 256 characters', () => {
    const long = Array.from({ length: 64 }, (_, n) => String.fromCodePoint(0x4e00 + n * 7)).join('')
    expect(problem(long.repeat(4))).toBeNull()
    expect(problem(`${long.repeat(4)}x`)).toBe('password-too-long')
  })

  it('refuses any short thing repeated to the length', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 4 }), (unit) => {
        expect(problem(unit.repeat(40))).toBe('password-too-guessable')
      }),
    )
  })

  it('takes any fifteen different letters that are no words and no runs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...'bdgkmpqvwxzcfhj'], { minLength: 15 }), (letters) => {
        expect(problem(letters.join(''))).toBeNull()
      }),
    )
  })

  it('does not depend on the way a keyboard composes characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (password) => {
        expect(problem(password.normalize('NFD'))).toBe(problem(password.normalize('NFC')))
        expect(normalizePassword(password.normalize('NFD'))).toBe(normalizePassword(password))
      }),
    )
  })
})

it('never finds more pieces than characters, nor fewer after adding one at the end', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (password) => {
      expect(countPieces(password, context)).toBeLessThanOrEqual([...password].length)
      expect(countPieces(`${password}§`, context)).toBeGreaterThanOrEqual(countPieces(password, context))
    }),
  )
})
