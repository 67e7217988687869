// The runtime wants an entry point; the worker's script calls Worker.
return 0;
