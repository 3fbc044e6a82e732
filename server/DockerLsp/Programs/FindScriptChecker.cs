namespace DockerLsp.Programs;

/// <summary>Finds the program that checks shell scripts; null where there is none.</summary>
/// <param name="workspace">The folders whose programs are not run.</param>
/// <param name="log">Told once, when it does not work.</param>
internal delegate IScriptChecker? FindScriptChecker(IEnumerable<string> workspace, Action<string> log);
