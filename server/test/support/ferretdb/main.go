// Command ferretdb is a MongoDB-compatible server for tests: FerretDB 1.24 with its SQLite backend, embedded.
//
//	ferretdb -dir DIRECTORY [-listen 127.0.0.1:0]
//
// The first line on standard output is the URI to connect to. The server ends when standard input is closed, so that it
// cannot outlive the test that started it, or on SIGTERM. What was stored stays in DIRECTORY for the next start.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	dir := flag.String("dir", "", "directory of the databases; made when missing")
	listen := flag.String("listen", "127.0.0.1:0", "address and port; port 0: a free one")
	flag.Parse()
	if err := run(*dir, *listen); err != nil {
		fmt.Fprintln(os.Stderr, "ferretdb:", err)
		os.Exit(1)
	}
}

func run(dir, listen string) error {
	if dir == "" {
		return fmt.Errorf("-dir is missing")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}

	server, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: listen},
		Logger:   slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:  "sqlite",
		// What the process was told survives its end, not the machine's: tests kill the one and never the other.
		SQLiteURL: "file:" + dir + "/?_pragma=synchronous(off)",
	})
	if err != nil {
		return err
	}

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	go func() {
		// Nothing is ever written to it: the read returns when the test lets go, or is gone.
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()

	done := make(chan error, 1)
	go func() { done <- server.Run(ctx) }()
	fmt.Println(server.MongoDBURI())
	return <-done
}
