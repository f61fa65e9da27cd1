// What of a pasted page is read: as much of the DOM as that takes.

/** As much of a DOM node as is read here. */
export interface Reading {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly nodeName: string;
  readonly childNodes: ArrayLike<Reading>;
  getAttribute?(name: string): string | null;
}
