namespace DockerLsp.Files;

/// <summary>Tells by its name whether a file is a Dockerfile.</summary>
internal static class DockerfileName
{
    private static readonly string[] Stems = ["dockerfile", "containerfile"];

    /// <summary>Ends of names that only look like one: ignore files, and templates, which are no Dockerfiles before they are filled in.</summary>
    private static readonly string[] OtherEnds = [".dockerignore", ".containerignore", ".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".erb", ".template", ".mustache"];

    /// <param name="name">The name without its folder.</param>
    public static bool IsDockerfile(string name)
    {
        if (OtherEnds.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        foreach (var stem in Stems)
        {
            if (name.StartsWith(stem, StringComparison.OrdinalIgnoreCase) && (name.Length == stem.Length || name[stem.Length] == '.'))
            {
                return true;
            }

            if (name.Length > stem.Length + 1 && name.EndsWith(stem, StringComparison.OrdinalIgnoreCase) && name[^(stem.Length + 1)] == '.')
            {
                return true;
            }
        }

        return false;
    }
}
