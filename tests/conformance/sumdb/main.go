// Checks an exported log with the code of the Go checksum database (golang.org/x/mod/sumdb), which nobody here wrote:
// all signatures, every entry against authenticated tiles, and that the log continues an older checkpoint.
//
//	sumdb -old CHECKPOINT DIRECTORY LOGKEY [COSIGNERKEY …]
//
// That code knows no cosignatures (C2SP tlog-cosignature), and its tiles lie one folder deeper: those two are ours.
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type directory string

func (d directory) Height() int                     { return 8 }
func (d directory) SaveTiles([]tlog.Tile, [][]byte) {}
func (d directory) read(path string) ([]byte, error) {
	return os.ReadFile(filepath.Join(string(d), path))
}
func (d directory) path(t tlog.Tile) string { return strings.Replace(t.Path(), "tile/8/", "tile/", 1) }
func (d directory) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := d.read(d.path(t))
		if err != nil {
			return nil, err
		}
		if len(data) != t.W*tlog.HashSize {
			return nil, fmt.Errorf("%s: wrong length", d.path(t))
		}
		all = append(all, data)
	}
	return all, nil
}

// entries are the records of a bundle, each after its length in two bytes.
func (d directory) entries(index int64, width int) ([][]byte, error) {
	t := tlog.Tile{H: 8, L: -1, N: index, W: width}
	data, err := d.read(strings.Replace(d.path(t), "tile/data/", "tile/entries/", 1))
	if err != nil {
		return nil, err
	}
	var all [][]byte
	for len(data) >= 2 && len(data) >= 2+int(binary.BigEndian.Uint16(data)) {
		end := 2 + int(binary.BigEndian.Uint16(data))
		all, data = append(all, data[2:end]), data[end:]
	}
	if len(data) > 0 || len(all) != width {
		return nil, errors.New("bundle: not the entries that its width says")
	}
	return all, nil
}

// cosigner is a key of kind 0x04: it signs a header, its time and the text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	text := fmt.Sprintf("cosignature/v1\ntime %d\n%s", binary.BigEndian.Uint64(sig), msg)
	return ed25519.Verify(c.key, []byte(text), sig[8:])
}

func newCosigner(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("cosigner: not a key")
	}
	hash, err := strconv.ParseUint(parts[1], 16, 32)
	if err != nil {
		return nil, err
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, errors.New("cosigner: not a key of kind 4")
	}
	return cosigner{parts[0], uint32(hash), key[1:]}, nil
}

func open(data []byte, keys []note.Verifier) (tlog.Tree, error) {
	n, err := note.Open(data, note.VerifierList(keys...))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(n.Sigs) != len(keys) {
		return tlog.Tree{}, errors.New("not signed by every key")
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != keys[0].Name() {
		return tlog.Tree{}, errors.New("checkpoint: not three lines, or another log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

func check(old string, where directory, keys []note.Verifier) error {
	data, err := where.read("checkpoint")
	if err != nil {
		return err
	}
	tree, err := open(data, keys)
	if err != nil {
		return err
	}
	hashes := tlog.TileHashReader(tree, where)
	for first := int64(0); first < tree.N; first += 256 {
		width := 256
		if tree.N-first < 256 {
			width = int(tree.N - first)
		}
		records, err := where.entries(first/256, width)
		if err != nil {
			return err
		}
		for i, record := range records {
			proof, err := tlog.ProveRecord(tree.N, first+int64(i), hashes)
			if err != nil {
				return err
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, first+int64(i), tlog.RecordHash(record)); err != nil {
				return err
			}
		}
	}
	if data, err = os.ReadFile(old); err != nil {
		return err
	}
	before, err := open(data, keys)
	if err != nil {
		return err
	}
	proof, err := tlog.ProveTree(tree.N, before.N, hashes)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, before.N, before.Hash)
}

func main() {
	old := flag.String("old", "", "an older checkpoint")
	flag.Parse()
	var keys []note.Verifier
	for i, text := range flag.Args()[1:] {
		read := newCosigner
		if i == 0 {
			read = note.NewVerifier
		}
		key, err := read(text)
		if err != nil {
			fmt.Println(err)
			os.Exit(2)
		}
		keys = append(keys, key)
	}
	if err := check(*old, directory(flag.Arg(0)), keys); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("whole")
}
