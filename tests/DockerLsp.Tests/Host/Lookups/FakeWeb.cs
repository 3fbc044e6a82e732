using System.Text;
using DockerLsp.Lookups;

namespace DockerLsp.Tests.Host.Lookups;

/// <summary>Stands in for the web: answers by method and address, and keeps what it was asked.</summary>
internal sealed class FakeWeb : IWebClient
{
    private readonly List<WebRequest> requests = [];
    private readonly Dictionary<string, Func<WebRequest, WebAnswer>> answers = new(StringComparer.Ordinal);

    public IReadOnlyList<WebRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public static WebAnswer Answer(int status, string body = "", params (string Name, string Value)[] headers) =>
        new(status, [.. headers.Select(h => KeyValuePair.Create(h.Name, h.Value))], Encoding.UTF8.GetBytes(body));

    public FakeWeb On(string request, Func<WebRequest, WebAnswer> answer)
    {
        answers[request] = answer;
        return this;
    }

    public FakeWeb On(string request, int status, string body = "", params (string Name, string Value)[] headers) => On(request, _ => Answer(status, body, headers));

    public Task<WebAnswer> SendAsync(WebRequest request, CancellationToken cancellationToken)
    {
        lock (requests)
        {
            requests.Add(request);
        }

        return answers.TryGetValue($"{(request.IsHead ? "HEAD" : "GET")} {request.Address.AbsoluteUri}", out var answer)
            ? Task.FromResult(answer(request))
            : throw new LookupException($"{request.Address.Authority} does not answer: is this machine online?");
    }
}
