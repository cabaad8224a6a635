import { useStdout } from "ink";
import { useEffect } from "react";
import { setTitle } from "../terminal/title.ts";

/** Says in the terminal's title how many workflows wait for a person. */
export function useTitle(repository: string, waiting: number): void {
  const { stdout } = useStdout();
  useEffect(() => {
    const count = waiting === 0 ? "" : `(${waiting}) `;
    setTitle(stdout, `${count}orc-tui ${repository}`);
  }, [stdout, repository, waiting]);
}
