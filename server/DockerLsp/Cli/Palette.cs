using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Cli;

/// <summary>Colours for a terminal, or none.</summary>
internal sealed class Palette(bool isEnabled)
{
    private const string Reset = "\u001b[0m";

    public string Bold(string text) => Paint("1", text);

    public string Faint(string text) => Paint("2", text);

    public string Added(string text) => Paint("32", text);

    public string Removed(string text) => Paint("31", text);

    public string Frame(string text) => Paint("36", text);

    public string Mark(Severity severity, string text) => Paint(severity switch
    {
        Severity.Error => "1;31",
        Severity.Warning => "1;33",
        Severity.Info => "1;34",
        _ => "1;36",
    }, text);

    private string Paint(string code, string text) => isEnabled && text.Length > 0 ? $"\u001b[{code}m{text}{Reset}" : text;
}
