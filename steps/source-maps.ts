// Imported before everything else: where ts-node compiles on the fly, a stack line names the line that was written
// only in modules that are loaded after source maps have been switched on.
process.setSourceMapsEnabled(true);
