/** Short words about what was just done, with a way to undo it where there is one. */
export interface Toast {
  id: number;
  words: string;
  action?: { words: string; run: () => void };
  /** A moment (milliseconds since 1970) to count down to. */
  until?: number;
  trouble?: boolean;
}

let toasts = $state<Toast[]>([]);
let lastId = 0;

export function allToasts(): Toast[] {
  return toasts;
}

export function showToast(toast: Omit<Toast, 'id'>, milliseconds = 6000): number {
  const id = ++lastId;
  toasts = [...toasts.slice(-2), { ...toast, id }];
  setTimeout(() => hideToast(id), milliseconds);
  return id;
}

export function hideToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
}
