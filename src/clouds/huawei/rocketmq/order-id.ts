/** As Huawei numbers orders: `CS`, the minute in UTC, five letters. */
export function newOrderId(nowMs: number, randomInteger: (below: number) => number): string {
  const minute = new Date(nowMs).toISOString().replaceAll(/\D/g, '').slice(2, 12);
  const letters = Array.from({ length: 5 }, () => String.fromCharCode(65 + randomInteger(26)));
  return `CS${minute}${letters.join('')}`;
}
