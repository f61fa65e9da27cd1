// The build puts the worker beside the other scripts; importing it gives its name.
declare module "pdfjs-dist/build/pdf.worker.min.mjs" {
  const file: string;
  export default file;
}
