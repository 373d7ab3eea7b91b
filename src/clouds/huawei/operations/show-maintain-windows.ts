import { defaultWindow, maintenanceWindows } from '../instances/maintenance-window.ts';
import type { Operation } from '../operation.ts';

/** The maintenance windows that an instance may have. */
export const showMaintainWindows: Operation = {
  name: 'ShowMaintainWindows',
  method: 'GET',
  paths: ['/v2/instances/maintain-windows'],
  body: 'none',
  run() {
    const windows = maintenanceWindows.map(({ begin, end }, index) => ({
      seq: index + 1,
      begin: `${begin}:00`,
      end: `${end}:00`,
      default: begin === defaultWindow.begin,
    }));
    return Promise.resolve({ status: 200, body: { maintain_windows: windows } });
  },
};
