package secret

import "sluice/pkg/scan/rule"

// signedURLs are URLs that open something by their signature, until they expire.
func signedURLs() []rule.Detector {
	return []rule.Detector{
		{
			Rule: "presigned-url", Type: rule.Secret, Score: 0.8, Fold: true, About: "signature of a presigned URL of S3, Google Cloud Storage or a store that speaks their protocol", Validator: "length, entropy",
			Literals: []string{"x-amz-signature=", "x-goog-signature=", "x-oss-signature=", "x-tos-signature=", "x-obs-signature="},
			Pattern:  `[xX]-(?:[aA][mM][zZ]|[gG][oO][oO][gG]|[oO][sS][sS]|[tT][oO][sS]|[oO][bB][sS])-[sS][iI][gG][nN][aA][tT][uU][rR][eE]=([0-9a-fA-F]{64,1000})`,
			Right:    alnum, Check: rule.Random(0, 3, 0.8), Revision: 1,
			Match:   []string{"https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=«0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9»"},
			NoMatch: []string{"X-Amz-Signature=abc", "X-Amz-Signature=<signature>", "X-Goog-Signature=0000000000000000000000000000000000000000000000000000000000000000"},
		},
		{
			Rule: "cloudfront-signature", Type: rule.Secret, Score: 0.8, About: "signature of a signed URL or cookie of CloudFront", Validator: "the key pair's id beside it, entropy",
			Literals: []string{"&Key-Pair-Id=", "CloudFront-Signature="},
			Find:     findCloudFront, Revision: 1,
			Hold: rule.Hold{Reach: `=[A-Za-z0-9_~-]{0,800}`, After: 1, Back: rule.BackRun(rule.Bytes("A-Za-z0-9_~=&-"), maxSignature), Most: maxSignature},
			Match: []string{
				"https://d1.cloudfront.net/x?Expires=1700000000&Signature=«T0NyCDyTmuFNrovxywPBvzCrFzSR1VZNZAq67kF8SFx8n1BHRxTquuwkp7iYBG7o~»&Key-Pair-Id=K2EXAMPLE1",
				"Cookie: CloudFront-Signature=«T0NyCDyTmuFNrovxywPBvzCrFzSR1VZNZAq67kF8SFx8n1BHRxTquuwkp7iYBG7o~»; a=b",
			},
			NoMatch: []string{"&Signature=short&Key-Pair-Id=K2EXAMPLE1", "CloudFront-Signature=", "?a=b&Key-Pair-Id=K2EXAMPLE1"},
		},
	}
}

// maxSignature holds the base64 of an RSA signature of 2048 bits, and the name
// before it.
const maxSignature = 400

var signatureBytes = rule.Bytes("A-Za-z0-9_~=-")

func findCloudFront(text string, at, end int) (int, int, float64) {
	start, stop := end, 0
	if text[at] == '&' {
		start, stop = at, at
		for start > 0 && at-start < maxSignature && signatureBytes.Has(text[start-1]) && text[start-1] != '=' {
			start--
		}
		if start == 0 || text[start-1] != '=' {
			return 0, 0, 0
		}
	} else {
		stop = base64Tilde.Run(text, end, 800)
	}
	if stop-start < 40 || !bothCases(text[start:stop]) {
		return 0, 0, 0
	}
	return start, stop, 0.8
}

var base64Tilde = rule.Bytes("A-Za-z0-9_~-")
