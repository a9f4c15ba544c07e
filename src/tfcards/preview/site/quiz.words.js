// Numbers and times in words.
const Words = (() => {
  "use strict";
  const MINUTE = 60_000;
  const DAY = 86_400_000;

  const counted = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

  // A wait in milliseconds, as short as it can be said.
  const wait = (time) => {
    const days = time / DAY;
    const short = (value) => Number(value.toFixed(value < 10 ? 1 : 0));
    if (days < 1 / 24) return `${Math.max(1, Math.round(time / MINUTE))} min`;
    if (days < 1) return counted(Math.round(days * 24), "hour");
    if (days < 31) return counted(Math.round(days), "day");
    if (days < 365) return counted(short(days / 30.44), "month");
    return counted(short(days / 365.25), "year");
  };

  return { counted, wait };
})();
