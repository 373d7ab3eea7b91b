import type { TaskRepository } from '../../src/domain/task/task-repository.ts';
import type { Task } from '../../src/domain/task/task.ts';

/** Tasks as a plain list. Nobody works on them, so that the journal is empty. */
export function createMemoryTasks(): TaskRepository {
  let tasks: readonly Task[] = [];
  return {
    insert: async (task) => void (tasks = [task, ...tasks]),
    find: async (projectId, instanceId, id) =>
      tasks.find(
        (task) => task.id === id && task.instanceId === instanceId && task.projectId === projectId,
      ) ?? null,
    async list(projectId, instanceId, { createdFromMs = 0, createdUntilMs = Infinity }, { offset, limit }) {
      const found = tasks.filter(
        (task) =>
          task.projectId === projectId &&
          task.instanceId === instanceId &&
          task.createdAtMs >= createdFromMs &&
          task.createdAtMs <= createdUntilMs,
      );
      return { tasks: found.slice(offset, offset + limit), total: found.length };
    },
    remove: async (id) => void (tasks = tasks.filter((task) => task.id !== id)),
    async endOvertaken(instanceId, reason, atMs) {
      tasks = tasks.map((task) =>
        task.instanceId === instanceId && (task.status === 'created' || task.status === 'executing')
          ? { ...task, status: 'failed', reason, updatedAtMs: atMs }
          : task,
      );
    },
    steps: async () => [],
  };
}
