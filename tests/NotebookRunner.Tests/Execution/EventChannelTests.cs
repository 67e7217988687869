using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

public sealed class EventChannelTests
{
    [Fact]
    public void What_several_threads_send_at_a_time_arrives_whole()
    {
        const int Count = 50_000;
        using var stream = new MemoryStream();
        var channel = new EventChannel(stream);

        Parallel.For(0, Count, i => channel.Send(new CellStarted(i)));

        stream.Position = 0;
        Assert.Equal(Enumerable.Range(0, Count), EventChannel.Read(stream).Cast<CellStarted>().Select(message => message.Cell).Order());
    }
}
