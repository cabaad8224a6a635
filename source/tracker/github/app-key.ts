import { createPrivateKey } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { homedir } from "node:os";
import { OrcError } from "../../workflow/errors.ts";

/** No PEM of a key is anywhere near this long. */
const LONGEST_KEY = 65_536;
/** Anything that the group or others may do with the file. */
const FOR_OTHERS = 0o077;

/** The private key of a GitHub App cannot be used. Holds nothing of what is in the file. */
export class AppKeyError extends OrcError {
  readonly path: string;

  constructor(path: string, detail: string, remedy: string) {
    super("GITHUB_APP_KEY", `The private key of the GitHub App, ${path}, ${detail}`, remedy);
    this.path = path;
  }
}

/**
 * Reads the private key of a GitHub App, in either of its two usual forms, and gives it as PKCS#8.
 * @throws AppKeyError
 */
export async function readAppKey(keyFile: string): Promise<string> {
  const path = keyFile.replace(/^~(?=\/)/, homedir());
  const file = await opened(path);
  try {
    return asPkcs8(path, await content(path, file));
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    // Without waiting: a pipe in its place would never be opened.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new AppKeyError(
        path,
        "does not exist",
        "Correct githubAppKeyFile, or generate a private key in the App's settings on GitHub and save it there.",
      );
    throw new AppKeyError(path, "cannot be read", "Make it a file that you may read.");
  }
}

async function content(path: string, file: FileHandle): Promise<string> {
  // Asked of the open file: it is the one that is read, whatever is put in its place meanwhile.
  const stats = await file.stat();
  if (!stats.isFile()) throw new AppKeyError(path, "is not a file", "Name the .pem file itself.");
  if ((stats.mode & FOR_OTHERS) !== 0)
    throw new AppKeyError(path, "can be read or changed by other users", `Run: chmod 600 ${path}`);
  return stats.size > LONGEST_KEY ? "" : await file.readFile("utf8");
}

/** The signature is made by web cryptography, which knows no PKCS#1, the form that GitHub hands out. */
function asPkcs8(path: string, pem: string): string {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    // Its message is about the parser, not about the file.
  }
  throw new AppKeyError(
    path,
    "holds no RSA private key in PEM form without a passphrase",
    "Use the .pem file that GitHub gave you when you generated the key, as it is.",
  );
}
