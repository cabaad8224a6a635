import { useScreen } from "../hooks/use-screen.ts";
import { CleanDialog } from "./clean-dialog.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { FilterLine } from "./filter-line.tsx";
import { Form } from "./form.tsx";
import type { Size } from "./frame-size.ts";
import { Help } from "./help.tsx";
import { IssuePicker } from "./issue-picker.tsx";
import { Palette } from "./palette.tsx";
import { QuitDialog } from "./quit-dialog.tsx";
import { SearchLine } from "./search-line.tsx";
import { TrustDialog } from "./trust-dialog.tsx";

/** What lies over the screen now, if anything. */
export function OverlayLayer({ size }: { readonly size: Size }) {
  const overlay = useScreen((state) => state.overlay);
  switch (overlay?.kind) {
    case undefined:
      return null;
    case "help":
      return <Help size={size} top={overlay.top} />;
    case "confirm":
      return <ConfirmDialog size={size} confirmation={overlay.confirmation} top={overlay.top} />;
    case "trust":
      return <TrustDialog size={size} top={overlay.top} />;
    case "picker":
      return <IssuePicker size={size} overlay={overlay} />;
    case "search":
      return <SearchLine size={size} query={overlay.query} />;
    case "filter":
      return <FilterLine size={size} query={overlay.query} />;
    case "palette":
      return <Palette size={size} overlay={overlay} />;
    case "clean":
      return <CleanDialog size={size} overlay={overlay} />;
    case "quit":
      return <QuitDialog size={size} />;
    case "form":
      return <Form size={size} overlay={overlay} />;
  }
}
