/**
 * What guessers try first, as whole pieces of a password: the words that head every published list of leaked passwords,
 * words of this trade, and long phrases that many take for their own. Letters and digits only, in lower case.
 */
export const COMMON_PIECES: readonly string[] = `
  password passwort passwd passphrase pass pwd secret login logon signin welcome hello letmein access enter open
  admin administrator root user guest test testing tester demo temp temporary default changeme change example sample
  master mypassword newpassword word please really very this that what with from your mine ours have
  iloveyou love loveyou lovely loveme baby angel honey sweet heart darling princess prince queen king
  monkey dragon tiger lion eagle bear wolf horse panda kitty cat dog puppy buster ginger pepper cookie cheese
  shadow sunshine sunflower rainbow flower butterfly cherry orange banana apple peanut chocolate coffee
  football baseball basketball soccer hockey golf tennis liverpool arsenal chelsea yankees cowboys lakers steelers
  superman batman spiderman starwars pokemon naruto matrix hunter ranger killer ninja warrior pirate wizard
  computer internet google facebook windows apple microsoft samsung iphone android network server system office
  freedom whatever trustno trust nothing forever family friends friend summer winter spring autumn fall
  january february march april june july august september october november december
  monday tuesday wednesday thursday friday saturday sunday
  michael jordan jennifer jessica ashley daniel thomas robert charlie andrew matthew joshua anthony william david
  james john mary nicole michelle amanda george harley maggie
  america american texas california florida chicago boston dallas london newyork losangeles usa
  lawyer attorney counsel counselor esquire legal law lawfirm court judge justice plaintiff defendant claimant
  respondent claims claim adjuster insurance settlement settle mediator mediation deal money dollar million
  one two three four five six seven eight nine ten zero first last the and for you
  correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog tobeornottobethatisthequestion
  maytheforcebewithyou twinkletwinklelittlestar maryhadalittlelamb onceuponatime inthebeginning
  wethepeopleoftheunitedstates ipledgeallegiancetotheflag fourscoreandsevenyearsago nowisthetimeforallgoodmen
  openthepodbaydoors iwanttobelieve winteriscoming yippeekiyay rosesareredvioletsareblue
  thetruthwillsetyoufree iamyourfather livelongandprosper neverguessthis youwillneverguessthis
`
  .trim()
  .split(/\s+/)

/** Rows of keyboards and alphabets along which fingers run, in either direction. */
export const RUNS: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qazwsxedcrfvtgbyhnujm',
  '147258369',
  '741852963',
]
