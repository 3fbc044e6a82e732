namespace DockerLsp.Tests.Host;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dockerlsp-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public TempFolder Add(string name, string content = "FROM scratch\n")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name]) ?? Path);
        File.WriteAllText(this[name], content);
        return this;
    }

    public TempFolder Add(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name]) ?? Path);
        File.WriteAllBytes(this[name], content);
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
