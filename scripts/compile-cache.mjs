// Loaded before the server: keeps the compiled form of its modules between starts, which halves the time to load them.
import { enableCompileCache } from 'node:module';

enableCompileCache();
