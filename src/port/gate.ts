/** What keeps the result of a call from being told, until it is opened. One that nobody waits at makes no promise. */
export interface Gate {
  open(): void;
  /** Comes to its end when the gate is open. */
  opened(): Promise<void>;
}

/** A gate that is shut. */
export function gate(): Gate {
  let isOpen = false;
  let opening: Promise<void> | undefined;
  let wake = (): void => undefined;
  return {
    open() {
      isOpen = true;
      wake();
    },
    opened() {
      opening ??= new Promise((resolve) => {
        wake = resolve;
        if (isOpen) resolve();
      });
      return opening;
    },
  };
}
