using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>Runs the work on one file so that a failure of it does not end the work on the others.</summary>
internal static class InputProblem
{
    /// <summary>The result, or what to tell about the file.</summary>
    public static (T? Result, string Problem) Guard<T>(InputFile input, Func<T> work)
        where T : class
    {
        try
        {
            return (work(), "");
        }
        catch (Exception exception) when (FileProblem.IsAboutFile(exception))
        {
            return (null, $"{input.Name}: {FileProblem.Describe(exception)}");
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or OutputException))
        {
            // A mistake of ours must not hide what was found in the other files.
            return (null, $"{input.Name}: cannot be analysed ({exception.GetType().Name}); please report this file at https://github.com/dockerlsp/dockerlsp/issues");
        }
    }
}
