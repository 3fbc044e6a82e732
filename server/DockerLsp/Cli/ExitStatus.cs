namespace DockerLsp.Cli;

/// <summary>The exit statuses, on which scripts rely.</summary>
internal static class ExitStatus
{
    /// <summary>Nothing at or above <c>--fail-on</c>.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or above <c>--fail-on</c>; for <c>fix</c>, findings that are left.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage, or input that could not be read; the reason is on standard error.</summary>
    public const int Failure = 2;
}
