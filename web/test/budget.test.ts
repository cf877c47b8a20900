import { describe, expect, it } from 'vitest';
import { firstLoad, type LoadedChunk } from '../build_tools/budget';

function chunk(fileName: string, imports: string[] = [], modules: string[] = [], isEntry = false): LoadedChunk {
  return { fileName, isEntry, imports, modules };
}

describe('what the first load of the call page is', () => {
  const chunks = [
    chunk('index.js', ['vendor.js'], ['src/main.tsx'], true),
    chunk('vendor.js', ['runtime.js']),
    chunk('runtime.js'),
    chunk('room.js', ['vendor.js', 'shared.js'], ['src/screens/room/call_screen.tsx']),
    chunk('shared.js'),
    chunk('admin.js', ['tables.js'], ['src/screens/admin/admin_screen.tsx']),
    chunk('tables.js'),
  ];

  it('is the entry with all it imports, and no lazy part', () => {
    expect(firstLoad(chunks, /nothing/)).toEqual(['index.js', 'vendor.js', 'runtime.js']);
  });

  it('counts a lazy part without which the room cannot be used, once', () => {
    expect(firstLoad(chunks, /screens\/room\//).sort()).toEqual(
      ['index.js', 'room.js', 'runtime.js', 'shared.js', 'vendor.js'].sort(),
    );
  });
});
