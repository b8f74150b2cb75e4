/**
 * The bot's own sentences, by key, from `content/<language>/wording.yaml`. `{name}` in a sentence is a blank
 * the code fills. A key the code asks for and the file lacks, or a blank that differs, stops the start.
 */
export interface Words {
  say(key: string, blanks?: Readonly<Record<string, string>>): string
}
