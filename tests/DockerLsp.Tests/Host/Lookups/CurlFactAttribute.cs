using DockerLsp.Programs;

namespace DockerLsp.Tests.Host.Lookups;

/// <summary>A test that has the real curl ask a server of the test's own.</summary>
internal sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute()
    {
        if (Program is null)
        {
            Skip = "curl is not installed";
        }
    }

    public static string? Program { get; } = ProgramSearch.Find("curl", Environment.GetEnvironmentVariable("PATH"), []);
}
