/** The models that the assets hold, whole. */
import { join } from "node:path";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { listFolders } from "../files/folders.ts";

/** Throws with one sentence for a folder that is no sound artefact. */
export async function soundArtefact(folder: string): Promise<Artefact> {
  const reading = await readArtefact(folder);
  if (reading.kind !== "sound") throw new Error(`${folder} is no sound artefact: ${JSON.stringify(reading)}`);
  return reading.artefact;
}

/** All models under `<assets>/models`, teachers before their students, whose cards name their teachers' versions. */
export async function publishedModels(assets: string): Promise<Artefact[]> {
  const folders = (await listFolders(join(assets, "models"))).map((id) => join(assets, "models", id));
  const all = await Promise.all(folders.map(soundArtefact));
  const depth = ({ card: { teacher } }: Artefact): number => {
    const own = teacher && all.find(({ card }) => card.id === teacher.id);
    return own ? depth(own) + 1 : 0;
  };
  return all.toSorted((a, b) => depth(a) - depth(b));
}
