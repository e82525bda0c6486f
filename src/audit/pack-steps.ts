import { NO_HASH } from './audit-row.ts';
import type { PackManifest } from './pack.ts';

/** How a third party checks a pack with tools that every system has; the commands are run by a test. */
export function verificationSteps({ chain, previous, from, to }: PackManifest, signed: boolean): string {
  const start = previous === NO_HASH ? 'the beginning of the chain' : 'the checkpoint before it';
  return `# How to check this pack

Nothing here rests on the program that made it: only on SHA-256 and Ed25519. Run the commands in the folder of the unpacked files; each prints OK lines, or tells what fails. The chain is \`${chain}\`; \`chain.tsv\` has its rows ${from} to ${to}, from ${start} on: position, digest of the content, hash. Rows of other conversations are there by their digests alone.

## 1. The rows are those that were hashed

Each file in \`rows/\` is a row as it was written: its digest is the second column of its line in \`chain.tsv\`.

\`\`\`sh
for file in rows/*.txt; do
  position=$(basename "$file" .txt | sed 's/^0*//')
  expected=$(awk -v p="$position" '$1 == p { print $2 }' chain.tsv)
  [ "$(sha256sum < "$file" | cut -c-64)" = "$expected" ] && echo "OK row $position" || echo "FAILED row $position"
done
\`\`\`

## 2. The chain is whole

Each hash covers the hash before it and the digest of its own row.

\`\`\`sh
previous=${previous}
while read -r position content hash; do
  computed=$(printf '%s%s' "$previous" "$content" | sha256sum | cut -c-64)
  [ "$computed" = "$hash" ] || echo "FAILED at row $position"
  previous=$hash
done < chain.tsv
echo "OK the chain ends with $previous"
grep -q "\\"head\\":\\"$previous\\"" checkpoints/*.json && echo "OK a checkpoint was taken of it" || echo "FAILED no checkpoint was taken of it"
\`\`\`

## 3. The chain is the one of which the checkpoints were taken

Step 2 looked for a checkpoint whose \`head\` is the hash that the chain ended with; its \`size\` must be ${to}.${
    signed
      ? ` Its signature must be good by a public key that you have from the bank by another way than this pack:

\`\`\`sh
for file in checkpoints/*.json; do
  openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in "$file" -sigfile "\${file%.json}.sig" && echo "OK $file" || echo "FAILED $file"
done
\`\`\`

Compare the checkpoint with the bank's copy that was kept elsewhere: they must be the same, byte for byte, but for the form.`
      : `

No key was set when they were taken: they are not signed, and a chain that was computed anew cannot be told from the one that was written.`
  }

## 4. The texts are those whose digests are in the rows

A file in \`texts/\` is a salt of 32 characters followed by what a person wrote or was answered. Its digest stands in the third line of its row, under the name of the text. A text that was erased is missing; its digest stays.

\`\`\`sh
for file in texts/*.txt; do
  [ -e "$file" ] || continue
  name=$(basename "$file" .txt); position=\${name%%-*}
  grep -q "$(sha256sum < "$file" | cut -c-64)" "rows/$(printf '%010d' "$position").txt" && echo "OK text $name" || echo "FAILED text $name"
done
\`\`\`

## 5. The receipts and the passages that were read

A receipt's digest stands in the row of its answer; a passage's file is named by its digest, which stands in receipts and rows.

\`\`\`sh
for file in receipts/*.json; do
  [ -e "$file" ] || continue
  grep -q "$(sha256sum < "$file" | cut -c-64)" rows/*.txt && echo "OK $file" || echo "FAILED $file"
done
for file in passages/*.txt; do
  [ -e "$file" ] || continue
  [ "$(sha256sum < "$file" | cut -c-64)" = "$(basename "$file" .txt)" ] && echo "OK $file" || echo "FAILED $file"
done
\`\`\`

## 6. Nothing was taken out, put in or changed

The manifest names every file by its digest${signed ? ', and is signed as the checkpoints are' : ''}.

\`\`\`sh
grep -o '"[^"]*\\.[a-z]*":"[0-9a-f]\\{64\\}"' manifest.json | tr -d '"' | while IFS=: read -r file digest; do
  [ "$(sha256sum < "$file" | cut -c-64)" = "$digest" ] && echo "OK $file" || echo "FAILED $file"
done
find . -type f ! -name 'manifest.*' | sed 's|^\\./||' | while read -r file; do
  grep -qF "\\"$file\\":\\"" manifest.json || echo "FAILED $file is not in the manifest"
done${
    signed
      ? `
openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.sig && echo "OK manifest.json" || echo "FAILED manifest.json"`
      : ''
  }
\`\`\`

The rows of the conversation are numbered from 1 without gaps (the third entry of each row's first line). A text may be missing only where a row of the kind \`erasure\` names its writer (the sixth entry).

\`report.html\` and \`conversation.json\` say the same for reading; what proves it are the steps above. With the program: \`compliance audit verify --export PACK.zip --public-key KEY.pem\` does all of this.
`;
}
