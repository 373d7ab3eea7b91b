/** What Huawei's API sells. */
export const offeredRocketmqVersions: readonly string[] = ['4.8.0', '5.x'];
