import { Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { configShape, defineConfig } from './config.js';
import { SETTINGS } from './settings.js';
import type { Setting } from './setting.js';

const ALL: readonly (readonly [string, Setting])[] = Object.entries(SETTINGS);

describe('the table of settings', () => {
  it.each(ALL)('%s has the same name on the command line and in a file', (key, { flags }) => {
    expect(new Option(flags).attributeName()).toBe(key);
  });

  it.each(ALL)('%s is told in one line, and its fallback is a value that may be set', (_key, setting) => {
    expect(setting.says).toMatch(/[^.\n]$/u);
    if (setting.fallback !== undefined) expect(setting.shape.safeParse(setting.fallback).success).toBe(true);
  });

  it('is what a configuration file may say, and nothing else', () => {
    expect(configShape.safeParse(defineConfig({ provider: 'reference:memory', runs: 5 })).success).toBe(true);
    expect(configShape.safeParse({ runs: '5' }).success).toBe(false);
    expect(configShape.safeParse({ rnus: 5 }).success).toBe(false);
  });
});
