/**
 * The lines of quoted law: a number on a line of its own ("‘4.", "(b)") belongs to the words that follow it, so does an
 * opening quotation mark; a closing one belongs to the words before it.
 */
export function joinMarkers(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  // The numbers so far, and whether the last one leaves a quotation mark open; the whole is never read again.
  let marker = '';
  let isOpening = false;
  for (const line of lines) {
    const last = joined.at(-1);
    if (/^(?:[‘“«]?\(?[0-9a-z]{1,5}[.)]{1,2}|[‘“«])$/i.test(line)) {
      marker = withMarker(marker, line, isOpening);
      isOpening = /[‘“«]$/.test(line);
    } else if (marker === '' && last !== undefined && /^[’”»][.;,:]*$/.test(line))
      joined[joined.length - 1] = last + line;
    else {
      joined.push(withMarker(marker, line, isOpening));
      marker = '';
    }
  }
  return marker === '' ? joined : [...joined, marker];
}

function withMarker(marker: string, line: string, isOpening: boolean): string {
  return marker === '' || isOpening ? marker + line : `${marker} ${line}`;
}
